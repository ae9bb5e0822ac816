# SPDX-License-Identifier: GPL-3.0-or-later
#
# Everything is built below build/. Source files are found, not listed. Folders are link targets are
# layers: what a layer may not know it is not linked with.
#
#   make             the program, the probe, the translations
#   make check       builds and runs all tests           make help    all targets
#   make WERROR=1    warnings are errors                 make SAN=1   with ASan and UBSan, in build-san/

VERSION := 0.1.0

CC      ?= cc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
DESTDIR ?=
PKG_CONFIG ?= pkg-config

SAN ?=
B   := $(if $(SAN),build-san,build)

bindir    = $(PREFIX)/bin
libdir    = $(PREFIX)/lib/conc-tutor
datadir   = $(PREFIX)/share/conc-tutor
mandir    = $(PREFIX)/share/man/man1
localedir = $(PREFIX)/share/locale
bashdir   = $(PREFIX)/share/bash-completion/completions
docdir    = $(PREFIX)/share/doc/conc-tutor

comma    := ,
warnings := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)
sanitize := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
common   := -std=gnu11 -D_GNU_SOURCE -Isrc $(warnings) -MMD -MP

packages     := ncursesw readline libdw libelf libseccomp
core_cflags  := $(shell $(PKG_CONFIG) --cflags libdw libelf 2>/dev/null)
core_libs    := $(shell $(PKG_CONFIG) --libs libdw libelf 2>/dev/null)
filter_flags := $(shell $(PKG_CONFIG) --cflags --libs libseccomp 2>/dev/null)
ui_cflags    := $(shell $(PKG_CONFIG) --cflags ncursesw readline 2>/dev/null)
ui_libs      := $(shell $(PKG_CONFIG) --libs ncursesw readline 2>/dev/null)
silent       = $(findstring s,$(firstword -$(MAKEFLAGS)))
quiet        = $(if $(V),,@$(if $(silent),,printf '  %-3s %s\n' $(1) $@;))
paths        := -DVERSION='"$(VERSION)"' -DLIBDIR='"$(libdir)"' -DDATADIR='"$(datadir)"' \
                -DLOCALEDIR='"$(localedir)"'

sources = $(wildcard src/$(1)/*.c src/$(1)/*/*.c)
objects = $(patsubst src/%.c,$(B)/%.o,$(call sources,$(1)))

probe   := $(B)/libconc-tutor-probe.so
explore := $(B)/libconc-tutor-explore.so
program := $(B)/conc-tutor
layers  := $(B)/libui.a $(B)/libexport.a $(B)/libcore.a $(B)/libevent.a

# One catalogue of sentences for each po/LANGUAGE.po there is.
languages    := $(patsubst po/%.po,%,$(wildcard po/*.po))
translations := $(patsubst %,$(B)/locale/%/LC_MESSAGES/conc-tutor.mo,$(languages))

.PHONY: all check bench bench-explore install uninstall clean help lint format pot missing FORCE
all: missing $(program) $(probe) $(explore) $(translations)

missing:
	@for p in $(packages); do $(PKG_CONFIG) --exists $$p || lack="$$lack $$p"; done; \
	if [ -n "$$lack" ]; then \
	    echo "make: missing libraries:$$lack (scripts/setup installs them on Debian and Ubuntu)" >&2; \
	    exit 1; fi

# --- objects ------------------------------------------------------------------------------------

# What is compiled in besides the sources: when it changes, all is compiled anew.
flags := $(CC) $(CFLAGS) $(CPPFLAGS) $(paths)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(flags))' >$@
FORCE:

# The probe lives in the learner's process: no sanitizer, thread-local storage without calls, none of
# libc's inline functions before its own of the same names, and frames that lead back to the caller.
$(B)/probe/%.o $(B)/pic/%.o: private CFLAGS := -O2 -g -fno-omit-frame-pointer
$(B)/explore/%.o: private CFLAGS := -O3 -g
$(B)/probe/%.o: src/probe/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(common) -D__NO_INLINE__ $(CPPFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden \
	    -ftls-model=initial-exec -c -o $@ $<
# The explorer runs on the program's stacks, under its thread-local storage.
$(B)/explore/%.o: src/explore/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(common) -D__NO_INLINE__ -fno-builtin -fno-stack-protector $(CPPFLAGS) $(CFLAGS) -fPIC \
	    -fvisibility=hidden -c -o $@ $<
$(B)/pic/%.o: src/event/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(common) $(CPPFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -c -o $@ $<
$(B)/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(common) $(paths) $(core_cflags) $(ui_cflags) $(CPPFLAGS) $(CFLAGS) $(sanitize) -c -o $@ $<

# Rules for the kernel are translated here and now, since that takes long; the tool runs where it is
# built, so whoever builds for another machine gives HOST_FILTERS, made there by make_filters.
HOST_FILTERS ?= $(B)/filters/confine_filter.c
$(B)/filters/make_filters: scripts/make_filters.c src/core/process/confine_filter.h $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) -std=gnu11 -D_GNU_SOURCE -Isrc $(warnings) -O1 -o $@ $< $(filter_flags)
$(B)/filters/confine_filter.c: $(B)/filters/make_filters
	$(call quiet,gen)./$< >$@.new && mv $@.new $@
$(B)/filters/confine_filter.o: $(HOST_FILTERS) $(B)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(common) $(CPPFLAGS) $(CFLAGS) $(sanitize) -c -o $@ $<
$(B)/libcore.a: $(B)/filters/confine_filter.o

define archive
$(B)/lib$(1).a: $(call objects,$(1))
	@rm -f $$@
	@$(AR) rcs $$@ $$^
endef
$(foreach layer,event core ui export,$(eval $(call archive,$(layer))))

event_pic := $(patsubst src/event/%.c,$(B)/pic/%.o,$(call sources,event))
$(probe): $(call objects,probe) $(event_pic)
	$(call quiet,ld)$(CC) -shared -Wl,-soname,$(notdir $@) -Wl,-z,now $(LDFLAGS) -o $@ $^ -ldl -pthread

$(explore): $(call objects,explore)
	$(call quiet,ld)$(CC) -shared -Wl,-soname,$(notdir $@) -Wl,-z,now $(LDFLAGS) -o $@ $^ -ldl -pthread

$(program): $(B)/main.o $(layers)
	$(call quiet,ld)$(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $^ $(ui_libs) $(core_libs) -pthread

$(B)/locale/%/LC_MESSAGES/conc-tutor.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# --- tests: see tests/README.md -------------------------------------------------------------------

-include tests/tests.mk

check: tests
	tests/run --build $(B)

lint:
	scripts/lint

# --- installation ---------------------------------------------------------------------------------

install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir) $(DESTDIR)$(datadir) $(DESTDIR)$(mandir) \
	    $(DESTDIR)$(bashdir) $(DESTDIR)$(docdir)
	install -m 755 $(program) $(DESTDIR)$(bindir)/conc-tutor
	install -m 755 $(probe) $(explore) $(DESTDIR)$(libdir)/
	cp -R lessons $(DESTDIR)$(datadir)/
	install -m 644 doc/conc-tutor.1 $(DESTDIR)$(mandir)/
	install -m 644 doc/explorer.md $(DESTDIR)$(docdir)/
	install -m 644 scripts/completions/conc-tutor.bash $(DESTDIR)$(bashdir)/conc-tutor
	for l in $(languages); do \
	    install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/conc-tutor.mo \
	        $(DESTDIR)$(localedir)/$$l/LC_MESSAGES/conc-tutor.mo || exit 1; done

uninstall:
	rm -f $(DESTDIR)$(bindir)/conc-tutor $(DESTDIR)$(mandir)/conc-tutor.1 \
	    $(DESTDIR)$(bashdir)/conc-tutor $(DESTDIR)$(localedir)/*/LC_MESSAGES/conc-tutor.mo
	rm -rf $(DESTDIR)$(libdir) $(DESTDIR)$(datadir) $(DESTDIR)$(docdir)

pot:
	@mkdir -p $(B)
	find src -name '*.[ch]' | sort | xgettext --files-from=- --from-code=UTF-8 -k_ -kN_ -kEV_ -kngettext:1,2 \
	    --package-name=conc-tutor --package-version=$(VERSION) --copyright-holder='its authors' \
	    -o $(B)/conc-tutor.pot

format:
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

clean:
	rm -rf build build-san build-clang

help:
	@echo 'make               build/conc-tutor and what it needs'
	@echo 'make check         build and run all tests'
	@echo 'make lint          formatting and static analysis'
	@echo 'make bench         what an event costs on this machine, as ratios'
	@echo 'make bench-explore what a proof of every schedule costs'
	@echo 'make install       below PREFIX (default /usr/local), in DESTDIR if given'
	@echo 'make uninstall     take it away again'
	@echo 'make pot           collect the sentences to be translated, in build/conc-tutor.pot'
	@echo 'make format        clang-format over all sources'
	@echo 'make clean         remove everything that was built'
	@echo 'Variables: CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR WERROR=1 SAN=1 V=1'

-include $(shell find $(B) -name '*.d' 2>/dev/null)
