build-portable/core/progress.o: src/core/progress.c src/core/progress.h \
 src/core/err.h src/core/file.h src/core/text.h src/core/state.h
src/core/progress.h:
src/core/err.h:
src/core/file.h:
src/core/text.h:
src/core/state.h:
