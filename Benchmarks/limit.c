// The physical limit: what reading a model and writing its output cost when nothing is done between.
//
//   limit LIST TREE OUT
//
// Parses every file of LIST (one path a line) with libyaml, event by event. Then creates in OUT, which
// must not exist, a file for each of the tree TREE: same paths, same sizes, by open, write and close,
// with the folders they need. What is written is noise. Prints for each part the processor time, user
// and system, in seconds, and what it read or wrote:
//
//   parse USER SYSTEM FILES BYTES
//   write USER SYSTEM FILES BYTES
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static void stop(const char *what, const char *path) {
  fprintf(stderr, "limit: %s %s: %s\n", what, path, strerror(errno));
  exit(1);
}

static struct rusage before;

static void begin(void) { getrusage(RUSAGE_SELF, &before); }

static double between(struct timeval from, struct timeval to) {
  return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_usec - from.tv_usec) / 1e6;
}

static void end(const char *part, long files, long bytes) {
  struct rusage after;
  getrusage(RUSAGE_SELF, &after);
  printf("%s %.6f %.6f %ld %ld\n", part, between(before.ru_utime, after.ru_utime),
         between(before.ru_stime, after.ru_stime), files, bytes);
}

// --- reading

static unsigned char *buffer;
static size_t room;

static size_t slurp(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) stop("cannot open", path);
  struct stat status;
  if (fstat(file, &status) != 0) stop("cannot look at", path);
  size_t size = (size_t)status.st_size, done = 0;
  if (size > room) {
    room = size * 2;
    free(buffer);
    buffer = malloc(room);
    if (!buffer) stop("no memory for", path);
  }
  while (done < size) {
    ssize_t got = read(file, buffer + done, size - done);
    if (got <= 0) stop("cannot read", path);
    done += (size_t)got;
  }
  close(file);
  return size;
}

static void parse(const char *path, size_t size) {
  yaml_parser_t parser;
  yaml_event_t event;
  yaml_event_type_t type;
  if (!yaml_parser_initialize(&parser)) stop("no memory for", path);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, buffer, size);
  do {
    if (!yaml_parser_parse(&parser, &event)) stop("not YAML:", path);
    type = event.type;
    yaml_event_delete(&event);
  } while (type != YAML_STREAM_END_EVENT);
  yaml_parser_delete(&parser);
}

static void read_all(const char *list) {
  FILE *names = fopen(list, "r");
  if (!names) stop("cannot open", list);
  char *line = NULL;
  size_t length = 0;
  long files = 0, bytes = 0;
  begin();
  while (getline(&line, &length, names) > 0) {
    line[strcspn(line, "\n")] = 0;
    size_t size = slurp(line);
    parse(line, size);
    files += 1;
    bytes += (long)size;
  }
  end("parse", files, bytes);
  free(line);
  fclose(names);
}

// --- writing

struct entry {
  char *path;  // below the tree
  long size;   // -1: a folder
};

static struct entry *entries;
static long count, capacity, largest;
static size_t prefix;

static int visit(const char *path, const struct stat *status, int kind, struct FTW *where) {
  (void)where;
  if (kind != FTW_D && kind != FTW_F) return 0;
  if (count == capacity) {
    capacity = capacity ? capacity * 2 : 1024;
    entries = realloc(entries, (size_t)capacity * sizeof *entries);
    if (!entries) stop("no memory for", path);
  }
  long size = kind == FTW_D ? -1 : (long)status->st_size;
  if (size > largest) largest = size;
  char *copy = strdup(path + prefix);
  if (!copy) stop("no memory for", path);
  entries[count++] = (struct entry){copy, size};
  return 0;
}

static void write_all(const char *tree, const char *out) {
  prefix = strlen(tree);
  if (nftw(tree, visit, 64, FTW_PHYS) != 0) stop("cannot walk", tree);
  unsigned char *noise = malloc((size_t)largest + 1);
  if (!noise) stop("no memory for", tree);
  uint64_t state = 88172645463325252u;
  for (long at = 0; at < largest; at++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    noise[at] = (unsigned char)state;
  }
  char path[4096];
  long files = 0, bytes = 0;
  begin();
  for (long at = 0; at < count; at++) {
    snprintf(path, sizeof path, "%s%s", out, entries[at].path);
    if (entries[at].size < 0) {
      if (mkdir(path, 0777) != 0) stop("cannot make", path);
      continue;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) stop("cannot create", path);
    long done = 0;
    while (done < entries[at].size) {
      ssize_t put = write(file, noise + done, (size_t)(entries[at].size - done));
      if (put <= 0) stop("cannot write", path);
      done += put;
    }
    if (close(file) != 0) stop("cannot close", path);
    files += 1;
    bytes += done;
  }
  end("write", files, bytes);
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: limit LIST TREE OUT\n");
    return 2;
  }
  read_all(arguments[1]);
  write_all(arguments[2], arguments[3]);
  return 0;
}
