#include <git2.h>

/* git_libgit2_opts takes whatever an option needs, which only C can call. */

/* No configuration but the repository's own: an answer does not depend on the machine. */
static inline int dsgen_git_forget_machine(void) {
  int level, error = 0;
  for (level = GIT_CONFIG_LEVEL_PROGRAMDATA; level <= GIT_CONFIG_LEVEL_GLOBAL && !error; level++)
    error = git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  return error;
}

/* Objects are only read, and nothing of a repository is run: whose folder it is does not matter. */
static inline int dsgen_git_trust_owner(void) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

/* Extensions that change nothing about how objects are read. */
static inline int dsgen_git_allow_extensions(void) {
  const char *names[] = {"partialclone", "worktreeconfig", "preciousobjects"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, (size_t)3);
}
