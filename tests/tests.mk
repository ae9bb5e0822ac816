# SPDX-License-Identifier: GPL-3.0-or-later
#
# Test programs, found by folder:
#   tests/unit/*.c      one program each, linked with core and event only (cmocka)
#   tests/golden/*.c    the same plus ui, and libvterm
#   tests/hostile/*.c   small programs that do harm; linked with nothing of ours
#   tests/fuzz/*.c      fuzz targets; run over their corpus by a driver without a fuzzer
#   tests/bench/*.c     benches

test_libs    := $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null)
golden_libs  := $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null)
test_cflags  := $(common) $(core_cflags) -Itests

unit_tests    := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c))
golden_tests  := $(patsubst %.c,$(B)/%,$(wildcard tests/golden/*.c))
hostile_tests := $(patsubst %.c,$(B)/%,$(wildcard tests/hostile/*.c))
fuzz_targets  := $(patsubst %.c,$(B)/%,$(filter-out tests/fuzz/driver.c,$(wildcard tests/fuzz/*.c)))
bench_tests   := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))

.PHONY: tests
tests: all $(unit_tests) $(golden_tests) $(hostile_tests) $(fuzz_targets)

$(B)/tests/unit/%: tests/unit/%.c $(B)/libcore.a $(B)/libevent.a
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(test_cflags) $(CPPFLAGS) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $< $(B)/libcore.a $(B)/libevent.a \
	    $(core_libs) $(test_libs) -pthread

$(B)/tests/golden/%: tests/golden/%.c $(layers)
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(test_cflags) $(CPPFLAGS) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $< $(layers) \
	    $(ui_libs) $(core_libs) $(test_libs) $(golden_libs) -pthread

$(B)/tests/hostile/%: tests/hostile/%.c
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) -std=gnu11 -D_GNU_SOURCE $(warnings) -O0 -g -o $@ $< -pthread

$(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/driver.c $(layers)
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(test_cflags) $(CPPFLAGS) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $< tests/fuzz/driver.c $(layers) \
	    $(ui_libs) $(core_libs) -pthread

# LTTng-UST is compared with where it is installed.
lttng_libs := $(shell $(PKG_CONFIG) --libs lttng-ust 2>/dev/null)
$(B)/tests/bench/%: tests/bench/%.c $(B)/libcore.a $(B)/libevent.a
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(test_cflags) $(if $(lttng_libs),-DBENCH_LTTNG -Itests/bench) $(CPPFLAGS) -O2 -g $(LDFLAGS) -o $@ $< \
	    $(B)/libcore.a $(B)/libevent.a $(core_libs) $(lttng_libs) -ldl -lm -pthread

bench: $(probe) $(bench_tests)
	scripts/bench --build $(B)

bench-explore: all
	scripts/bench-explore --build $(B)
