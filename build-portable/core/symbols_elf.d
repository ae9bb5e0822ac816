build-portable/core/symbols_elf.o: src/core/symbols_elf.c \
 src/core/symbols_module.h src/core/map.h src/core/symbols.h \
 src/core/err.h src/core/text.h
src/core/symbols_module.h:
src/core/map.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
