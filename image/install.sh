#!/bin/sh
# Makes the platform image of a bare Debian 12. The Dockerfile runs it, and so does a test, in a folder.
#
#   install.sh system             Debian's packages, the user of the pods, the volume's place
#   install.sh programs FOLDER    dsgen, terraform.zip (or OpenTofu's) and provider.zip of FOLDER
set -eu

# The version that the generated roots pin.
provider=0.5.0
mirror=/usr/local/share/terraform/mirror

system() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  # psql, git and curl are what the pods run; the libraries are those that dsgen is linked with, or loads.
  apt-get install -q -y --no-install-recommends ca-certificates curl git postgresql-client-15 unzip \
    libgit2-1.5 libstdc++6 libxml2 libxxhash0 libyaml-0-2
  apt-get clean
  rm -rf /var/lib/apt/lists/*
  groupadd --gid 10001 dsgen
  useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin dsgen
  mkdir -p /artifacts
}

programs() {
  install -m 755 "$1/dsgen" /usr/local/bin/dsgen
  unzip -q -o "$1/terraform.zip" -d /usr/local/lib/terraform
  for name in terraform tofu; do
    [ ! -f /usr/local/lib/terraform/$name ] || ln -sf ../lib/terraform/$name /usr/local/bin/$name
  done
  arch=$(dpkg --print-architecture)
  for registry in registry.terraform.io registry.opentofu.org; do
    folder=$mirror/$registry/mongey/kafka-connect
    mkdir -p "$folder"
    install -m 644 "$1/provider.zip" \
      "$folder/terraform-provider-kafka-connect_${provider}_linux_$arch.zip"
  done
  cat > /etc/terraformrc << RC
# Only the mirror: no registry is ever asked.
provider_installation {
  filesystem_mirror {
    path = "$mirror"
  }
}
disable_checkpoint = true
RC
}

case ${1:-} in
  system) system ;;
  programs) programs "$2" ;;
  *)
    echo "usage: install.sh system | install.sh programs FOLDER" >&2
    exit 2
    ;;
esac
