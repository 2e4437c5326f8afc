# Two commands on a fresh Debian or Ubuntu machine: `make demo` and `make test`. Both install what
# is missing, as root or with sudo. The build itself is CMake's: see docs/hacking.md.

PRESETS ?= dev asan tsan mingw
JOBS ?= $(shell nproc)
SECONDS ?= 60

.PHONY: all demo test bench fuzz check packages clean

all: packages
	cmake --preset dev
	cmake --build --preset dev -j $(JOBS)

packages:
	@sh scripts/install-packages

demo: packages
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target demo_programs
	scripts/demo build/release

# The presets whose programs are Windows' need compilers and Wine besides.
test:
	@sh scripts/install-packages $(if $(filter mingw%,$(PRESETS)),mingw)
	set -e; for preset in $(PRESETS); do \
	    echo "== $$preset"; \
	    cmake --preset $$preset; \
	    cmake --build --preset $$preset -j $(JOBS); \
	    ctest --preset $$preset -j $(JOBS); \
	done
	scripts/suite-summary $(PRESETS)
	scripts/check
	@echo "== demo"
	cmake --preset release -DVSAPI_WERROR=ON
	$(MAKE) demo

bench: packages
	cmake --preset release
	cmake --build --preset release -j $(JOBS)
	scripts/bench build/release

fuzz: packages
	scripts/fuzz $(SECONDS)

check: packages
	scripts/check

clean:
	rm -rf build
