/* Constant whole files, embedded at build time. `dsgen_template` returns the text of a template by
   its file name, or NULL; `*size` is its length in bytes. */
#ifndef DSGEN_TEMPLATES_H
#define DSGEN_TEMPLATES_H
#include <stddef.h>

struct dsgen_template {
  const char *name;
  const char *text;
  size_t size;
};

/* All templates, in the order of their names; `*count` is how many. */
const struct dsgen_template *dsgen_templates(size_t *count);
#endif
