#include <libxml/xmlversion.h>
/* Debian's libxml2 is built with ICU, whose types Foundation has too, in another version: a program
   that sees both does not compile. None of them is in the writer. */
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlwriter.h>
