build-portable/core/symbols.o: src/core/symbols.c src/core/symbols.h \
 src/core/err.h src/core/text.h src/core/symbols_module.h src/core/map.h
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
src/core/symbols_module.h:
src/core/map.h:
