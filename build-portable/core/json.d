build-portable/core/json.o: src/core/json.c src/core/json.h \
 src/core/text.h
src/core/json.h:
src/core/text.h:
