# goatpath: `make help` lists the targets.

VERSION  := 0.1.0
BUILD    ?= build
FLAVOUR  ?= release
PREFIX   ?= /usr/local
DESTDIR  ?=
PYTHON   ?= /usr/bin/python3
GOATPATH_SHARED ?= ../shared
export GOATPATH_SHARED
# Tests leave the tree as it was.
export PYTHONDONTWRITEBYTECODE := 1

CC       ?= cc
WERROR   ?=
CSV_LIBS ?= -lcsv
JUDY_LIBS ?= -lJudy

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla $(if $(WERROR),-Werror)
HARDEN   := -fstack-protector-strong -fPIE
OPT_release := -O2 -g $(if $(filter -O0,$(CFLAGS)),,-D_FORTIFY_SOURCE=2)
OPT_debug   := -O0 -g
OPT_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
               -fno-omit-frame-pointer
LINK_asan   := -fsanitize=address,undefined
OPT_tsan    := -O1 -g -fsanitize=thread
LINK_tsan   := -fsanitize=thread
OPT_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
            -fno-sanitize-recover=undefined
LINK_fuzz := -fsanitize=fuzzer,address,undefined
# CPPFLAGS, CFLAGS and LDFLAGS are the caller's: they come last, so that they win.
COMPILE  := -std=c17 -D_POSIX_C_SOURCE=200809L -DGP_VERSION='"$(VERSION)"' \
            $(WARNINGS) $(HARDEN) $(OPT_$(FLAVOUR)) -Isrc -I. -MMD -MP $(CPPFLAGS) $(CFLAGS)
LINK     := -pie -Wl,--as-needed -Wl,-z,relro,-z,now $(LINK_$(FLAVOUR)) $(LDFLAGS)
LIBS     := $(CSV_LIBS) -lzstd -lz -lzip $(JUDY_LIBS) -lexpat -lcmark -lutf8proc -lm -lpthread

O        := $(BUILD)/$(FLAVOUR)
SOURCES  := $(wildcard src/*/*.c src/*/*/*.c)
EMBEDDED := $(wildcard src/report/page/*.css src/report/page/*.js presets/*.preset)
MANUALS  := $(wildcard datasets/generator/*.md)
OBJECTS  := $(SOURCES:%.c=$(O)/%.o) $(EMBEDDED:%=$(O)/%.o)
LIB      := $(O)/libgoatpath.a
PROGRAM  := $(O)/goatpath
SUPPORT  := $(patsubst %.c,$(O)/%.o,$(wildcard tests/support/*.c))
TESTS    := $(patsubst tests/unit/%.c,$(O)/tests/%,$(wildcard tests/unit/test_*.c))

.SECONDARY:

# Short lines while building; `make V=1` shows the commands.
ifeq ($(V),)
Q := @
QUIET := -s # no word about what is up to date
say = @echo "  $(1)"
else
QUIET :=
say = @:
endif

.PHONY: all
all: $(BUILD)/goatpath ## all: the optimised program at build/goatpath

# The program people run is always the release one; other flavours stay in their folders.
$(BUILD)/goatpath: $(PROGRAM)
	@ln -sf $(FLAVOUR)/goatpath $@

$(PROGRAM): $(O)/src/main.o $(LIB)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ $(LIBS)

$(LIB): $(OBJECTS)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(O)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC   $<)
	$(Q)$(CC) $(COMPILE) -c -o $@ $<

# The page's style and script, the presets and the generator's manuals are files of their
# own here, arrays in the programs.
$(EMBEDDED:%=$(O)/%.c) $(MANUALS:%=$(O)/%.c): $(O)/%.c: % tools/embed.sh
	@mkdir -p $(@D)
	$(Q)tools/embed.sh $< >$@

$(EMBEDDED:%=$(O)/%.o) $(MANUALS:%=$(O)/%.o): $(O)/%.o: $(O)/%.c
	$(Q)$(CC) $(COMPILE) -c -o $@ $<

$(O)/tests/%: $(O)/tests/unit/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

# Programs that put results beside the expected values in $(GOATPATH_SHARED).
$(O)/tests/conformance/%: $(O)/tests/conformance/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

$(O)/bench/%: $(O)/bench/%.o $(SUPPORT) $(LIB)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

.PHONY: check-pairs
check-pairs: $(O)/tests/conformance/align_tool ## check-pairs: alignments against the expected costs
	@$(PYTHON) tests/conformance/check_pairs.py $<
.PHONY: check-stats
check-stats: $(O)/tests/conformance/stats_tool ## check-stats: statistics against the expected values
	@$(PYTHON) tests/conformance/check_stats.py $<
.PHONY: check-gaps
check-gaps: $(O)/tests/conformance/gaps_tool ## check-gaps: two case studies, every statement with its lines
	@$(PYTHON) tests/conformance/check_gaps.py $<

-include $(shell find $(O) -name '*.d' 2>/dev/null)
-include datasets/datasets.mk
-include bench/bench.mk

.PHONY: deps dev-deps
deps: ## deps: install what build, demo and tests need (Debian packages)
	@tools/deps.sh --tests
dev-deps: ## dev-deps: install what developers need besides (clang, linters)
	@tools/deps.sh --tests --dev

# ---- tests: each kind adds its target to CHECKS in its own tests/<kind>/*.mk ----
CHECKS := unit golden docs corpora
-include $(wildcard tests/*/*.mk)

.PHONY: unit golden docs test asan accept
unit: $(TESTS) ## unit: build and run the unit tests
	@tools/run-tests.sh $(TESTS)

golden: all ## golden: whole commands against their recorded output
	@tests/run-golden.sh $(BUILD)/goatpath
accept: all ## accept: record the golden outputs anew; read the diff afterwards
	@tests/run-golden.sh --accept $(BUILD)/goatpath

docs: all ## docs: the README's commands run, the man page names every option, bash completes
	@tools/check-docs.sh $(BUILD)/goatpath
	@tools/check-completion.sh $(BUILD)/goatpath

test: ## test: dependencies, build, every test
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory $(QUIET) -j2 all $(TESTS)
	@$(MAKE) --no-print-directory $(CHECKS)

asan: ## asan: unit, golden and log tests under the address and undefined sanitizers
	@$(MAKE) --no-print-directory FLAVOUR=asan BUILD=$(BUILD)/sanitized all unit golden corpora \
	    $(filter accounting,$(CHECKS))

.PHONY: tsan
tsan: ## tsan: unit, golden and threads tests under the thread sanitizer
	@$(MAKE) --no-print-directory FLAVOUR=tsan BUILD=$(BUILD)/threads all unit golden corpora \
	    $(filter threads,$(CHECKS))

# ---- fuzzing: needs clang; what it finds goes into fuzz/corpus/NAME ----
FUZZ_SECONDS ?= 30
FUZZERS := $(patsubst fuzz/%.c,%,$(wildcard fuzz/fuzz_*.c))

$(O)/fuzz/bin/%: $(O)/fuzz/%.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

.PHONY: fuzz fuzz-run
fuzz: ## fuzz: every fuzz/fuzz_*.c for FUZZ_SECONDS each, under the sanitizers
	@$(MAKE) --no-print-directory CC=clang FLAVOUR=fuzz BUILD=$(BUILD)/fuzzing fuzz-run
fuzz-run: $(FUZZERS:%=$(O)/fuzz/bin/%)
	@for f in $(FUZZERS); do \
	    mkdir -p $(O)/found/$$f; \
	    $(O)/fuzz/bin/$$f -max_total_time=$(FUZZ_SECONDS) -max_len=2048 -timeout=10 \
	        -print_final_stats=1 -artifact_prefix=$(O)/found/ \
	        $(O)/found/$$f $$(ls -d fuzz/corpus/$${f#fuzz_} 2>/dev/null) 2>&1 | \
	        grep -E 'Done|executed|ERROR|SUMMARY|differs|Test unit' || exit 1; \
	done
	@if ls $(O)/found/crash-* $(O)/found/timeout-* 2>/dev/null; then exit 1; fi

# Every input of a corpus once more, by the same code without a fuzzer.
$(O)/fuzz/replay/%: $(O)/fuzz/%.o $(O)/fuzz/replay.o $(SUPPORT) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^ -lcmocka $(LIBS)

.PHONY: corpora
CORPORA := $(notdir $(wildcard fuzz/corpus/*))
corpora: $(CORPORA:%=$(O)/fuzz/replay/fuzz_%) ## corpora: what fuzzers found, replayed
	@for c in $(CORPORA); do $(O)/fuzz/replay/fuzz_$$c fuzz/corpus/$$c/* || exit 1; done
	@echo "corpora: $$(ls fuzz/corpus/*/* | wc -l) inputs of $(words $(CORPORA)) fuzzers replayed"

# ---- the demo: everything a newcomer needs to see, from nothing ----
.PHONY: demo
demo: ## demo: dependencies, build, a generated CRM log, a full report in build/demo
	@tools/deps.sh
	@$(MAKE) --no-print-directory $(QUIET) -j2 all $(BUILD)/goatpath-datagen
	@mkdir -p $(BUILD)/demo
	@$(BUILD)/goatpath-datagen deals --seed 7 --cases 2000 -o $(BUILD)/demo
	@$(BUILD)/goatpath report $(BUILD)/demo/deals.csv --document $(BUILD)/demo/manual.md \
	    -o $(BUILD)/demo/report --force
	@echo "Open $(BUILD)/demo/report/report.html in a browser."

.PHONY: lint tidy valgrind
lint: ## lint: cppcheck, shellcheck
	@tools/lint.sh
tidy: ## tidy: clang-tidy (minutes)
	@tools/lint.sh --tidy
valgrind: $(TESTS) ## valgrind: unit tests under memcheck
	@for t in $(TESTS); do valgrind -q --error-exitcode=9 --leak-check=full $$t || exit 1; done

.PHONY: install uninstall dist
install: all ## install: program, man page, completion and presets to copy under DESTDIR/PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/goatpath/presets
	install -m 644 presets/*.preset $(DESTDIR)$(PREFIX)/share/goatpath/presets
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/goatpath
	install -m 644 docs/goatpath.1 $(DESTDIR)$(PREFIX)/share/man/man1/goatpath.1
	install -D -m 644 tools/completion.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/goatpath
uninstall: ## uninstall: take them away again
	rm -f $(DESTDIR)$(PREFIX)/bin/goatpath $(DESTDIR)$(PREFIX)/share/man/man1/goatpath.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/goatpath
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/share/goatpath/,$(wildcard presets/*.preset))
	-rmdir $(DESTDIR)$(PREFIX)/share/goatpath/presets $(DESTDIR)$(PREFIX)/share/goatpath
dist: ## dist: source archive of HEAD in build/
	@mkdir -p $(BUILD)
	git archive --prefix=goatpath-$(VERSION)/ -o $(BUILD)/goatpath-$(VERSION).tar.gz HEAD

.PHONY: fmt fmt-check floors clean help
FORMATTED := $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch] tests/*/*.[ch] bench/*.[ch] fuzz/*.[ch] datasets/*/*.[ch])
fmt: ## fmt: lay out the sources with clang-format
	@clang-format -i $(FORMATTED)
fmt-check: ## fmt-check: complain about sources clang-format would change
	@clang-format --dry-run -Werror $(FORMATTED)
floors: ## floors: who includes whom, and one door per library
	@tools/floors.sh
clean: ## clean: remove everything that was built
	rm -rf $(BUILD)
help: ## help: this list
	@sed -n 's/^[a-z-]*:.*## //p' $(MAKEFILE_LIST) | sort
