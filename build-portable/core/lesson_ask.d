build-portable/core/lesson_ask.o: src/core/lesson_ask.c \
 src/core/lesson_page.h src/core/lesson.h src/core/err.h src/core/text.h
src/core/lesson_page.h:
src/core/lesson.h:
src/core/err.h:
src/core/text.h:
