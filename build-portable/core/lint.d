build-portable/core/lint.o: src/core/lint.c src/core/lint.h \
 src/core/lesson.h src/core/err.h src/core/file.h src/core/text.h
src/core/lint.h:
src/core/lesson.h:
src/core/err.h:
src/core/file.h:
src/core/text.h:
