# Heard. `make help` lists what there is to do.
#
# One non-recursive Makefile; objects of each mode live in build/MODE:
#   release  what a trust runs            asan  address and undefined-behaviour
#   tsan     thread sanitizer                   sanitizers, arena checks
#   clang    a second compiler's opinion   fuzz   libFuzzer (make fuzz)
MODE ?= release
B := build/$(MODE)
VERSION := $(shell cat VERSION)

PKGS := libmicrohttpd sqlite3 libpq libsodium pangocairo cairo libqrencode \
	jansson libcurl gnutls zlib expat libzip gmime-3.0
CC_release := gcc
CC_asan := gcc
CC_tsan := gcc
CC_clang := clang
CC_deep := gcc
CC_cov := gcc
CC_fuzz := clang
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
OPT_deep := -O1 -g -fanalyzer -Wno-analyzer-malloc-leak
OPT_cov := -O0 -g --coverage -DHEARD_TEST
OPT_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer -DHEARD_TEST
LINK_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
LINK_asan := -fsanitize=address,undefined
LINK_tsan := -fsanitize=thread
LINK_cov := --coverage
LINK_fuzz := -fsanitize=address,undefined

# Asked once, and only by a rule that compiles.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | \
	sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)

CPPFLAGS += -D_POSIX_C_SOURCE=200809L -Isrc -Itests/lib -I$(B)/gen -Ibuild/gen \
	-DHEARD_VERSION='"$(VERSION)"'
CFLAGS += $(WARN) $(WARN_$(CC)) $(OPT_$(MODE)) \
	$(PKG_CFLAGS)
LDFLAGS += $(LINK_$(MODE))
LDLIBS += $(PKG_LIBS) -lcsv -lstemmer -lxlsxwriter -lm -lpthread

SRC := $(sort $(shell find src -name '*.c'))
LIBSRC := $(filter-out src/main.c,$(SRC))
EMBED := $(patsubst %,build/gen/embed_%.c,web migration locale text model)
OBJ := $(LIBSRC:%.c=$(B)/%.o) $(EMBED:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))

.PHONY: all clean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

# The packages a build needs: tools/deps.sh says what is missing and installs
# it, once; make then starts again.
ifneq ($(filter-out help clean fmt,$(or $(MAKECMDGOALS),all)),)
include build/deps/build.mk
endif
build/deps/%.mk: tools/deps.sh
	@mkdir -p $(@D); tools/deps.sh $*; touch $@

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

# Fuzzers, one after another: make fuzz [FUZZERS="csv json"] [SECONDS=600].
# What they find is kept in build/fuzz/found; what made them go deeper in
# build/fuzz/corpus. A finding's bytes become a file of tests/fuzz/NAME.
FUZZERS ?= $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
SECONDS ?= 600
.PHONY: fuzz fuzz-run
fuzz: ## each fuzzer for SECONDS
	@$(MAKE) --no-print-directory MODE=fuzz fuzz-run
fuzz-run: $(FUZZERS:%=$(B)/fuzz/%)
	@mkdir -p $(B)/found; for f in $(FUZZERS); do \
		mkdir -p $(B)/corpus/$$f; echo "== $$f"; \
		$(B)/fuzz/$$f -max_total_time=$(SECONDS) -timeout=20 \
			-rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 \
			-artifact_prefix=$(B)/found/$$f- $(B)/corpus/$$f \
			tests/fuzz/$$f 2>&1 | grep -E '^(==|SUMMARY|Done|stat::number|artifact)' \
			|| exit 1; done; test -z "$$(ls $(B)/found)"
$(B)/fuzz/%: $(B)/tests/fuzz/%_fuzz.o $(B)/libheard.a
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# -- The gate and the dashboard ---------------------------------------------
.PHONY: help run check lint test test-unit unit unit-build compile headers deep fmt \
	coverage deps bench bench-duckdb deb

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n",$$1,$$2}' \
		$(firstword $(MAKEFILE_LIST))

check: ## the gate: lint, then test
	@.ci/run

run: build/heard build/deps/run.mk ## serve an invented trust at http://127.0.0.1:8080/
	@tools/run

lint: build/deps/lint.mk ## static checks; the time of each stage is printed
	@tools/lint "$(filter-out -DHEARD_VERSION%,$(CPPFLAGS)) \
		-DHEARD_VERSION=__FILE__ $(PKG_CFLAGS)"

test: build/deps/test.mk ## all tests; ends with "N passed, N failed"
	@tests/run

# What browsers fetch: built from npm's packages and assets/, then embedded.
# The packages are installed again when the lock file is newer.
NPM := node_modules/.package-lock.json
SCSS := $(wildcard assets/*.scss assets/parts/*.scss)
# What the style sheet of the design system points at.
ICONS := $(patsubst %,nhsuk-icon-%.svg,arrow-down arrow-up arrow-up-down cross)
ASSETS := $(addprefix build/assets/,heard.css heard-rtl.css heard.js nhsuk.js \
	offline.js worker.js favicon.svg $(ICONS))
NHSUK := node_modules/nhsuk-frontend/dist/nhsuk
MO := $(patsubst locale/%.po,build/locale/%.mo,$(wildcard locale/*.po))

$(NPM): package.json package-lock.json
	@echo "  NPM $@"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
	@touch $@

build/gen/heard.css: $(SCSS) $(NPM)
	@mkdir -p $(@D)
	@echo "  SASS $@"; node_modules/.bin/sass --style=compressed \
		--no-source-map --quiet-deps -I node_modules assets/heard.scss $@
	@! grep -nE '@font-face|url\([^)]*//|@import' $@

build/assets/heard.css build/assets/heard-rtl.css &: build/gen/heard.css \
		tools/assets-css.mjs
	@mkdir -p $(@D)
	@echo "  CSS $@"; node tools/assets-css.mjs $< \
		build/assets/heard.css build/assets/heard-rtl.css

# The file of nhsuk-frontend's script without the line that names its map.
build/assets/nhsuk.js: $(NPM)
	@mkdir -p $(@D)
	@sed 's,//# sourceMappingURL=.*,,' $(NHSUK)/nhsuk-frontend.min.js >$@

# The import gets the hash of what it imports, as the links in pages do.
build/assets/heard.js: assets/heard.js build/assets/nhsuk.js \
		build/assets/offline.js
	@h=$$(sha256sum <build/assets/nhsuk.js | cut -c1-8); \
		o=$$(sha256sum <build/assets/offline.js | cut -c1-8); \
		sed "s,/nhsuk\.js,&?v=$$h,;s,/offline\.js,&?v=$$o," $< >$@
build/assets/offline.js build/assets/worker.js: build/assets/%: assets/%
	@mkdir -p $(@D); cp $< $@

build/assets/nhsuk-icon-%.svg: $(NPM)
	@mkdir -p $(@D)
	@cp $(NHSUK)/assets/images/$(@F) $@

build/assets/%.svg: assets/%.svg
	@mkdir -p $(@D)
	@cp $< $@

build/locale/%.mo: locale/%.po
	@mkdir -p $(@D)
	@msgfmt --check-format -o $@ $<

# Languages that nobody speaks, for tests: heard serve --locale build/pseudo
PSEUDO := $(patsubst %,build/pseudo/%.mo,en-XA ar-XB)
.PHONY: pot pseudo
pseudo: $(PSEUDO)
build/pseudo/%.mo: locale/heard.pot tools/pseudo
	@mkdir -p $(@D)
	@tools/pseudo $* <$< | msgfmt -o $@ -

pot: ## the sentences to translate: locale/heard.pot
	@tools/pot >locale/heard.pot.new && mv locale/heard.pot.new locale/heard.pot

# The model of themes, learnt again: the same files give the same bytes. Their
# comments are not part of this tree (models/README.md says where they are).
THEMES ?= ../shared/data/themes
.PHONY: model
model: build/heard ## learn models/themes.model again from THEMES=folder
	@build/heard themes train $(patsubst %,$(THEMES)/%.csv,train dev \
		framework_examples phase1_train phase1_dev) models/phrases.csv \
		--out models/themes.model --note "$$(cat models/NOTE)"

.PHONY: risk-model
risk-model: build/heard ## learn assets/text/risk.model again from THEMES=folder
	@tools/risk-lessons.mjs build/heard assets/text/risk-sentences.tsv \
		$(THEMES)/train.csv $(THEMES)/phase1_train.csv \
		>build/gen/risk-lessons.tsv
	@build/heard risk train build/gen/risk-lessons.tsv \
		--out assets/text/risk.model

# A folder is a prerequisite too: its time changes when a file goes away.
build/gen/embed_web.c: $(ASSETS) tools/assets-embed
	@mkdir -p $(@D)
	@tools/assets-embed --gzip web /assets/ $(ASSETS) >$@
build/gen/embed_migration.c: $(wildcard migrations migrations/*.sql) \
		tools/assets-embed
	@mkdir -p $(@D)
	@tools/assets-embed migration "" $(wildcard migrations/*.sql) >$@
build/gen/embed_locale.c: $(wildcard locale) $(MO) tools/assets-embed
	@mkdir -p $(@D)
	@tools/assets-embed locale "" $(MO) >$@
build/gen/embed_model.c: $(wildcard models models/*.model) tools/assets-embed
	@mkdir -p $(@D)
	@tools/assets-embed model "" $(wildcard models/*.model) >$@

# What redaction and the reading of risk know: names and common words out of
# packages, the phrases of assets/text, and the weights learnt from them.
TEXTDATA := build/gen/names.bin $(wildcard assets/text/*.lexicon) \
	$(wildcard assets/text/*.model)
build/gen/names.bin: tools/text-names.mjs assets/text/names.txt $(NPM) \
		/usr/share/dict/british-english
	@mkdir -p $(@D)
	@echo "  NAMES $@"; node $< /usr/share/dict/british-english \
		assets/text/names.txt $@
build/gen/embed_text.c: $(TEXTDATA) $(wildcard assets/text) tools/assets-embed
	@mkdir -p $(@D)
	@tools/assets-embed text "" $(TEXTDATA) >$@

test-unit: ; @$(MAKE) MODE=asan unit
unit-build: $(UNIT) $(PSEUDO)
unit: $(UNIT) pseudo # the unit tests in this MODE
	prove -j2 --exec '' $(UNIT)

TESTOBJ := $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*.c bench/*.c))
compile: $(OBJ) $(B)/src/main.o $(TESTOBJ) # objects only

# A header compiles alone. The pipe gives it something to be included into.
HEADERS := $(patsubst %,$(B)/%.alone,$(shell find src -name '*.h'))
headers: $(HEADERS)
$(B)/%.h.alone: %.h
	@mkdir -p $(@D)
	@echo 'extern int heard_alone;' | $(CC) $(CPPFLAGS) $(CFLAGS) \
		-Wno-unused-function -MMD -MP -MF $@.d -MT $@ -fsyntax-only \
		-include $< -x c -
	@touch $@

deep: lint test ## the slow checks: analyzers, valgrind
	@$(MAKE) MODE=deep compile
	@tests/run --deep
	@$(MAKE) all $(YARD)
	@bench/run --only cube --cube 100000000

coverage: ## lines and branches that the unit tests reach: build/coverage
	@$(MAKE) MODE=cov unit >/dev/null
	@mkdir -p build/coverage
	@cd build/coverage && find ../cov -name '*.gcda' | \
		xargs gcov -b -r -s $(CURDIR) >summary 2>/dev/null; \
		awk '/^File .*src\//{f=$$2} /^Lines executed/&&f \
		{sub(/Lines executed:/,"");print f,$$0;f=""}' summary | sort

YARD := $(patsubst bench/%.c,build/release/bench/%,$(wildcard bench/*.c))
bench: all build/deps/bench.mk $(YARD) ## the goals of docs/performance.md
	@tests/lib/pg.sh with bench/run
bench-duckdb: all $(YARD) ## the cube beside DuckDB, which it fetches
	@mkdir -p build/duckdb; cp bench/duckdb/* build/duckdb
	@npm install --prefix build/duckdb --no-audit --no-fund \
		--loglevel=error >&2
	@bench/run --only cube --duckdb
$(addprefix $(B)/bench/,writer forecast cube warn involve tracker spc): $(B)/bench/%: $(B)/bench/%.o \
		$(B)/libheard.a
	@echo "  LD $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/bench/%: $(B)/bench/%.o
	@echo "  LD $@"; $(CC) $(LDFLAGS) -o $@ $^ -lsqlite3 -lpthread

deb: all ## a Debian package: build/heard_VERSION_ARCH.deb
	@packaging/deb

deps: ## every package for building, running, testing and linting
	@tools/deps.sh build run test lint

fmt: ## clang-format over every C file
	clang-format -i $$(git ls-files -co --exclude-standard '*.[ch]')

clean: ## forget what was built
	rm -rf build
# -- End of the gate --------------------------------------------------------

.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
