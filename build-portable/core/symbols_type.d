build-portable/core/symbols_type.o: src/core/symbols_type.c \
 src/core/symbols_module.h src/core/map.h src/core/symbols.h \
 src/core/err.h src/core/text.h src/core/value.h
src/core/symbols_module.h:
src/core/map.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
src/core/value.h:
