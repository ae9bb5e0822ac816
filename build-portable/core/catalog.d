build-portable/core/catalog.o: src/core/catalog.c src/core/catalog.h \
 src/core/lesson.h src/core/err.h src/core/text.h
src/core/catalog.h:
src/core/lesson.h:
src/core/err.h:
src/core/text.h:
