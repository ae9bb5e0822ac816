build-portable/core/answer.o: src/core/answer.c src/core/answer.h \
 src/core/text.h
src/core/answer.h:
src/core/text.h:
