#include <dlfcn.h>
#include <git2.h>
#include <stdlib.h>

/* libgit2 is loaded when a repository is first read: it and what it needs (OpenSSL, libssh2, …) take longer to
   load than most commands to run, and most commands need none of it. So it is not linked, and these are all of its
   functions that dsgen calls. Their types are those of its headers. */
#define DSGEN_GIT_FUNCTIONS(f) \
  f(libgit2_init) f(libgit2_opts) f(error_last) \
  f(repository_open_ext) f(repository_odb) f(repository_workdir) f(repository_head_unborn) f(repository_free) \
  f(revparse_single) f(object_peel) f(object_id) f(object_free) f(commit_tree_id) \
  f(reference_list) f(reference_lookup) f(reference_symbolic_target) f(reference_free) f(strarray_dispose) \
  f(tree_lookup) f(tree_entrycount) f(tree_entry_byindex) f(tree_entry_filemode) f(tree_entry_id) \
  f(tree_entry_name) f(tree_free) \
  f(odb_read) f(odb_read_header) f(odb_object_type) f(odb_object_data) f(odb_object_size) f(odb_object_free) \
  f(odb_free) \
  f(diff_options_init) f(patch_from_buffers) f(patch_to_buf) f(patch_free) f(buf_dispose)

struct dsgen_git {
#define DSGEN_GIT_POINTER(name) __typeof__(git_##name) *name;
  DSGEN_GIT_FUNCTIONS(DSGEN_GIT_POINTER)
#undef DSGEN_GIT_POINTER
};

/* The library of these headers: another one has other functions. */
static const char dsgen_git_soname[] = "libgit2.so." LIBGIT2_SOVERSION;

/* Fills the table. What is wrong, as the system's loader says it; NULL: nothing. Not for two threads at once. */
static inline const char *dsgen_git_load(struct dsgen_git *git) {
  void *library = dlopen(dsgen_git_soname, RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
#define DSGEN_GIT_RESOLVE(name) \
  if (!(git->name = (__typeof__(git->name))dlsym(library, "git_" #name))) return dlerror();
  DSGEN_GIT_FUNCTIONS(DSGEN_GIT_RESOLVE)
#undef DSGEN_GIT_RESOLVE
  return NULL;
}

/* git_libgit2_opts takes whatever an option needs, which only C can call. */

/* No configuration but the repository's own: an answer does not depend on the machine. */
static inline int dsgen_git_forget_machine(const struct dsgen_git *git) {
  int level, error = 0;
  for (level = GIT_CONFIG_LEVEL_PROGRAMDATA; level <= GIT_CONFIG_LEVEL_GLOBAL && !error; level++)
    error = git->libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  return error;
}

/* Objects are only read, and nothing of a repository is run: whose folder it is does not matter. */
static inline int dsgen_git_trust_owner(const struct dsgen_git *git) {
  return git->libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

/* Extensions that change nothing about how objects are read. */
static inline int dsgen_git_allow_extensions(const struct dsgen_git *git) {
  const char *names[] = {"partialclone", "worktreeconfig", "preciousobjects"};
  return git->libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, (size_t)3);
}
