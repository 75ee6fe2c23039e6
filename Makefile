# `make` alone says what there is. Everything is done by the scripts in .ci, which install what is
# missing on Debian.
.DEFAULT_GOAL := help
.PHONY: help demo build test golden lint fuzz bench clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## build dsgen, render Examples/northwind, and run a pipeline of it on a private PostgreSQL
	@.ci/demo

build: ## build the release program, .build/release/dsgen
	@.ci/build release

test: ## all tests, with the real tools; the last line says how many passed and failed
	@.ci/test

golden: ## write the expected trees of Tests/Golden anew; read the diff before you commit it
	@.ci/golden

lint: ## swift format and syntax checks
	@.ci/lint

fuzz: ## compare the fast YAML reader with libyaml on a million inputs; SEED and COUNT choose others
	@.ci/fuzz

bench: ## measure against the physical limit, see Benchmarks/
	@Benchmarks/run; run=$$?; Benchmarks/sql && exit $$run

clean: ## remove what was built
	@rm -rf .build
