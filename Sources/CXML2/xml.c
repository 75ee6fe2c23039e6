#include "CXML2.h"

#include <dlfcn.h>
#include <libxml/xmlwriter.h>
#include <stddef.h>

/* The library of these headers: its name changed with version 2.14. */
#if LIBXML_VERSION < 21400
static const char soname[] = "libxml2.so.2";
#else
static const char soname[] = "libxml2.so.16";
#endif

#define RESOLVE(name) \
  _Static_assert(__builtin_types_compatible_p(__typeof__(*xml->name), __typeof__(xml##name)), "xml" #name); \
  if (!(xml->name = (__typeof__(xml->name))dlsym(library, "xml" #name))) return dlerror();

const char *dsgen_xml_load(struct dsgen_xml *xml) {
  void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
  RESOLVE(BufferCreate)
  RESOLVE(BufferContent)
  RESOLVE(BufferLength)
  RESOLVE(BufferEmpty)
  RESOLVE(BufferFree)
  RESOLVE(NewTextWriterMemory)
  RESOLVE(TextWriterSetIndent)
  RESOLVE(TextWriterStartDocument)
  RESOLVE(TextWriterStartElement)
  RESOLVE(TextWriterWriteAttribute)
  RESOLVE(TextWriterWriteString)
  RESOLVE(TextWriterEndElement)
  RESOLVE(TextWriterEndDocument)
  RESOLVE(TextWriterFlush)
  RESOLVE(FreeTextWriter)
  return NULL;
}
