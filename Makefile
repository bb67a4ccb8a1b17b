# Heard. `make help` lists what there is to do.
#
# One non-recursive Makefile; objects of each mode live in build/MODE:
#   release  what a trust runs            asan  address and undefined-behaviour
#   tsan     thread sanitizer                   sanitizers, arena checks
#   clang    a second compiler's opinion
MODE ?= release
B := build/$(MODE)
VERSION := $(shell cat VERSION)

PKGS := libmicrohttpd sqlite3 libpq libsodium pangocairo cairo libqrencode \
	jansson libcurl
CC_release := gcc
CC_asan := gcc
CC_tsan := gcc
CC_clang := clang
CC := $(CC_$(MODE))

WARN := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
	-Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wformat=2 -Wundef -Wcast-qual \
	-Wcast-align -Wwrite-strings -Wpointer-arith -Wswitch-enum \
	-Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough -Werror
WARN_gcc := -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wjump-misses-init -Warith-conversion -Walloca -Wtrampolines \
	-Wformat-signedness -Wcast-align=strict
WARN_clang := -Wmissing-variable-declarations -Wcomma \
	-Wunreachable-code-aggressive -Wassign-enum -Wextra-semi \
	-Wconditional-uninitialized
HARDEN := -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection -ftrivial-auto-var-init=zero \
	-fPIE
OPT_release := -O2 -g $(HARDEN)
OPT_clang := -O1 -g
OPT_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DARENA_DEBUG -DHEARD_TEST
OPT_tsan := -O1 -g -fsanitize=thread -DHEARD_TEST -DHEARD_TSAN
LINK_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
LINK_asan := -fsanitize=address,undefined
LINK_tsan := -fsanitize=thread

CPPFLAGS += -D_POSIX_C_SOURCE=200809L -Isrc -Itests/lib -I$(B)/gen -Ibuild/gen \
	-DHEARD_VERSION='"$(VERSION)"'
CFLAGS += $(WARN) $(WARN_$(CC)) $(OPT_$(MODE)) \
	$(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
LDFLAGS += $(LINK_$(MODE))
LDLIBS += $(shell pkg-config --libs $(PKGS)) -lcsv -lxlsxwriter -lm -lpthread

SRC := $(sort $(shell find src -name '*.c'))
LIBSRC := $(filter-out src/main.c,$(SRC))
OBJ := $(LIBSRC:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))

.PHONY: all help run check lint test test-unit fmt clean
.DELETE_ON_ERROR:

all: build/heard

build/heard: build/release/heard
	@cp -f $< $@

$(B)/libheard.a: $(OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/heard: $(B)/src/main.o $(B)/libheard.a
	@echo "  LD $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%: $(B)/tests/unit/%.o $(B)/libheard.a
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

test-unit: ; @$(MAKE) MODE=asan unit
unit: $(UNIT)
	prove -j2 --exec '' $(UNIT)

fmt:
	clang-format -i $$(git ls-files -co --exclude-standard '*.[ch]')

clean:
	rm -rf build

.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
