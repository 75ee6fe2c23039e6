/* libxml2 is loaded when XML is first written: it brings ICU, which takes longer to load than most commands to
   run. So it is not linked, and these are all of its functions that dsgen calls. Its headers are not seen from
   here, as ICU's types are in them, which Foundation has too; xml.c holds the types of both equal. */
#pragma once

typedef unsigned char xmlChar;
typedef struct _xmlBuffer *xmlBufferPtr;
typedef struct _xmlTextWriter *xmlTextWriterPtr;

struct dsgen_xml {
  xmlBufferPtr (*BufferCreate)(void);
  const xmlChar *(*BufferContent)(const struct _xmlBuffer *);
  int (*BufferLength)(const struct _xmlBuffer *);
  void (*BufferEmpty)(xmlBufferPtr);
  void (*BufferFree)(xmlBufferPtr);
  xmlTextWriterPtr (*NewTextWriterMemory)(xmlBufferPtr, int compression);
  int (*TextWriterSetIndent)(xmlTextWriterPtr, int);
  int (*TextWriterStartDocument)(xmlTextWriterPtr, const char *version, const char *encoding, const char *alone);
  int (*TextWriterStartElement)(xmlTextWriterPtr, const xmlChar *name);
  int (*TextWriterWriteAttribute)(xmlTextWriterPtr, const xmlChar *name, const xmlChar *content);
  int (*TextWriterWriteString)(xmlTextWriterPtr, const xmlChar *content);
  int (*TextWriterEndElement)(xmlTextWriterPtr);
  int (*TextWriterEndDocument)(xmlTextWriterPtr);
  int (*TextWriterFlush)(xmlTextWriterPtr);
  void (*FreeTextWriter)(xmlTextWriterPtr);
};

/* Fills the table. What is wrong, as the system's loader says it; NULL: nothing. Not for two threads at once. */
const char *dsgen_xml_load(struct dsgen_xml *xml);
