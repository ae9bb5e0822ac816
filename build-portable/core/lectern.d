build-portable/core/lectern.o: src/core/lectern.c src/core/lectern.h \
 src/core/err.h src/core/state.h src/core/text.h
src/core/lectern.h:
src/core/err.h:
src/core/state.h:
src/core/text.h:
