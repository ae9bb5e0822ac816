build-portable/ui/editor.o: src/ui/editor.c src/ui/editor.h \
 src/core/err.h src/core/text.h
src/ui/editor.h:
src/core/err.h:
src/core/text.h:
