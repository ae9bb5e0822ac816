build-portable/core/exercise_page.o: src/core/exercise_page.c \
 src/core/exercise.h src/core/catalog.h src/core/lesson.h src/core/err.h \
 src/core/file.h src/core/text.h
src/core/exercise.h:
src/core/catalog.h:
src/core/lesson.h:
src/core/err.h:
src/core/file.h:
src/core/text.h:
