build-portable/core/lesson.o: src/core/lesson.c src/core/lesson.h \
 src/core/err.h src/core/file.h src/core/text.h
src/core/lesson.h:
src/core/err.h:
src/core/file.h:
src/core/text.h:
