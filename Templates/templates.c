/* The list of embedded templates. One #embed a file; keep it sorted by name. */
#include "templates.h"

static const char generated_notice[] = {
#embed "generated-notice.txt"
};

static const struct dsgen_template all[] = {
    {"generated-notice.txt", generated_notice, sizeof generated_notice},
};

const struct dsgen_template *dsgen_templates(size_t *count) {
  *count = sizeof all / sizeof all[0];
  return all;
}
