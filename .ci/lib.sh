# What the scripts here share. Sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" > /dev/null 2>&1; }

# The walls between the rooms hold only with this flag: an import that Package.swift does not
# declare is an error.
swift_flags=(--explicit-target-dependency-import-check error)

# The program has Swift's runtime in it, and runs where no Swift is installed. The libraries that it needs are in it
# too, where there is an archive: loading them would take a fifth of the start-up. Types are asked for by calls: by
# their names, which is smaller, each is parsed when the program runs, and all conformances are searched.
static_flags=(--static-swift-stdlib --disable-local-rpath -Xlinker "-L$root/.build/archives"
  -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker --no-export-dynamic
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors)

# A folder with their archives alone, which the linker looks into before it finds the shared ones. What pkg-config
# says comes before all else, so it names this folder too.
static_libraries() {
  local name file folder=$root/.build/archives
  rm -rf "$folder"
  mkdir -p "$folder"
  for name in stdc++ yaml xxhash; do
    file=$(cc -print-file-name="lib$name.a" 2> /dev/null || true)
    case $file in /*) ln -s "$file" "$folder" ;; esac
  done
  for name in yaml-0.1 libxxhash; do
    file=$(pkg-config --variable=pcfiledir "$name" || true)/$name.pc
    [ ! -f "$file" ] || sed "s|^Libs: |&-L$folder |" "$file" > "$folder/$name.pc"
  done
  export PKG_CONFIG_PATH=$folder${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
}

# Puts Swift on the PATH, wherever a distribution or an installer has put it.
find_swift() {
  local folder version
  if ! have swift; then
    for folder in /opt/swift/usr/bin /opt/swift/bin /usr/local/swift/usr/bin /usr/libexec/swift/bin \
      /usr/libexec/swift/usr/bin /usr/lib/swift/bin /usr/share/swift/usr/bin \
      "$HOME/.local/share/swiftly/bin" "$HOME/.swiftly/bin"; do
      [ -x "$folder/swift" ] || continue
      PATH="$folder:$PATH"
      break
    done
    export PATH
  fi
  have swift || stop "No Swift toolchain found. Get Swift 6.2 or newer from https://www.swift.org/install/linux/ and put its usr/bin on the PATH."
  version=$(swift --version 2>&1 | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | sed -n 1p)
  [ "$(printf '6.2\n%s\n' "${version:-0}" | sort -V | sed -n 1p)" = 6.2 ] ||
    stop "Swift 6.2 or newer is needed; $(command -v swift) is ${version:-of an unknown version}. See https://www.swift.org/install/linux/"
}

# apt_install WHAT PACKAGE…: installs packages of Debian, or says what to install.
apt_install() {
  local what=$1 sudo=()
  shift
  [ "$#" -gt 0 ] || return 0
  have apt-get || stop "Missing $what. Install what your system calls: $*"
  if [ "$(id -u)" != 0 ]; then
    have sudo || stop "Missing $what. As root: apt-get install $*"
    sudo=(sudo)
  fi
  say "installing with apt-get: $*"
  "${sudo[@]}" apt-get update -q
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# The libraries that dsgen is built with, found by what they give and not by a package's name.
install_libraries() {
  local wanted=()
  header() { [ -n "$(find /usr/include /usr/local/include -maxdepth 3 -name "$1" -print -quit 2> /dev/null)" ]; }
  header yaml.h || wanted+=(libyaml-dev)
  header xxhash.h || wanted+=(libxxhash-dev)
  header git2.h || wanted+=(libgit2-dev)
  header xmlwriter.h || wanted+=(libxml2-dev)
  have pkg-config || wanted+=(pkg-config)
  apt_install libraries "${wanted[@]}"
}

# What the demo's pipeline runs on.
install_postgres() {
  local wanted=()
  have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || wanted+=(postgresql)
  have psql || wanted+=(postgresql-client)
  have python3 || wanted+=(python3)
  apt_install programs "${wanted[@]}"
}
