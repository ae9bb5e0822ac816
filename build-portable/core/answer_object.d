build-portable/core/answer_object.o: src/core/answer_object.c \
 src/core/answer.h src/core/text.h
src/core/answer.h:
src/core/text.h:
