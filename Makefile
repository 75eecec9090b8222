# Shortcuts for those who do not want to learn CMake first. `make help` lists them.

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
FUZZ_SECONDS ?= 20
WERROR ?= OFF
BOOKINGS := examples/founding/bookings.jsonl
FOUNDING := lapd_2012_proposal,lapd_2012_proposal_press,santa_clara_3_54,cook_county_46_37,hold_by_ice_priorities,ab_1081,secure_communities

PACKAGES := g++ cmake ninja-build make tao-pegtl-dev libfmt-dev libgtest-dev libcli11-dev libsimdjson-dev nlohmann-json3-dev libcsv-dev zlib1g-dev
PACKAGES_BENCH := libbdd-dev
PACKAGES_SLOW := clang-14 libclang-rt-14-dev python3-jsonschema chromium libz3-dev

# Installs what is missing of the Debian packages $(1); does nothing when all are there.
# Elsewhere it says what is needed and goes on if the tools $(2) are found.
define install
	@if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then \
	  missing=; \
	  for package in $(1); do \
	    dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	  done; \
	  [ -n "$$missing" ] || exit 0; \
	  echo "Installing$$missing"; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing && exit 0; \
	  echo "These packages could not be installed:$$missing"; \
	else \
	  echo "This is no Debian or Ubuntu. Comity is built with what Debian 12 calls $(1)."; \
	fi; \
	for tool in $(2); do \
	  command -v $$tool >/dev/null || { echo "Install these by hand; $$tool is not found."; exit 1; }; \
	done; \
	echo "Going on with the tools that are here."
endef

.PHONY: build demo story test test-slow bench format clean help dependencies dependencies-slow

build: dependencies  ## build/bin/comity
	@cmake --log-level=WARNING --preset release -DCOMITY_WERROR=$(WERROR)
	@cmake --build --preset release -j $(JOBS) --target comity

demo: build  ## seven policies on the same bookings, and why one answer is what it is
	@echo; echo "What seven policies do with the same bookings:"; echo
	build/bin/comity eval $(BOOKINGS) --policy $(FOUNDING) --decision hold --format summary
	@echo; echo "Why one of them answers as it does:"; echo
	build/bin/comity explain $(BOOKINGS) --policy santa_clara_3_54 --id 4711 --decision hold

story: build  ## 400 of 3,400: what the published figures of 2012 rest on (two minutes)
	@PATH="$(CURDIR)/build/bin:$$PATH" examples/los_angeles_2012/tell.sh

test: dependencies  ## everything but what is slow
	@cmake --log-level=WARNING --preset release -DBUILD_TESTING=ON -DCOMITY_WERROR=$(WERROR)
	@cmake --build --preset release -j $(JOBS)
	@ctest --preset release -j $(JOBS)

test-slow: dependencies-slow  ## all tests under Clang's sanitizers, each fuzz target for FUZZ_SECONDS (20), an SMT solver
	@cmake --log-level=WARNING --preset asan -DBUILD_TESTING=ON -DCOMITY_FUZZ_SECONDS=$(FUZZ_SECONDS)
	@cmake --build --preset asan -j $(JOBS)
	@ctest --preset asan -j $(JOBS)
	@cmake --log-level=WARNING --preset release -DBUILD_TESTING=ON
	@cmake --build --preset release -j $(JOBS) --target full_speed_tests
	@ctest --preset full_speed -j $(JOBS)

bench: dependencies  ## what comparing and answering cost, beside a reference (bench/README.md)
	$(call install,$(PACKAGES_BENCH),)
	@cmake --log-level=WARNING --preset release -DCOMITY_BENCH=ON
	@cmake --build --preset release -j $(JOBS) --target bench

format:  ## lay out the C++ as .clang-format says (needs clang-format)
	@command -v clang-format >/dev/null || { echo "Install clang-format first."; exit 1; }
	@find bench grammar interpreter tests -name '*.cpp' -o -name '*.hpp' | xargs clang-format -i

clean:  ## remove what was built
	rm -rf build build-dev build-asan

dependencies:
	$(call install,$(PACKAGES),c++ cmake ninja)

dependencies-slow: dependencies
	$(call install,$(PACKAGES_SLOW),clang++-14)

help:
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1|/p' Makefile | while IFS='|' read -r target words; do printf '  make %-11s %s\n' "$$target" "$$words"; done
