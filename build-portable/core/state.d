build-portable/core/state.o: src/core/state.c src/core/state.h \
 src/core/text.h
src/core/state.h:
src/core/text.h:
