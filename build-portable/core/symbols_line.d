build-portable/core/symbols_line.o: src/core/symbols_line.c \
 src/core/symbols_module.h src/core/map.h src/core/symbols.h \
 src/core/err.h src/core/text.h
src/core/symbols_module.h:
src/core/map.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
