build-portable/ui/language.o: src/ui/language.c src/ui/language.h \
 src/core/text.h
src/ui/language.h:
src/core/text.h:
