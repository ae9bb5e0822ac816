build-portable/core/exercise.o: src/core/exercise.c src/core/exercise.h \
 src/core/catalog.h src/core/lesson.h src/core/err.h src/core/text.h
src/core/exercise.h:
src/core/catalog.h:
src/core/lesson.h:
src/core/err.h:
src/core/text.h:
