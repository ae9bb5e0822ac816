build-portable/core/symbols_variable.o: src/core/symbols_variable.c \
 src/core/symbols_module.h src/core/map.h src/core/symbols.h \
 src/core/err.h src/core/text.h
src/core/symbols_module.h:
src/core/map.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
