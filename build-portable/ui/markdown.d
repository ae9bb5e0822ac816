build-portable/ui/markdown.o: src/ui/markdown.c src/ui/markdown.h \
 src/ui/wrap.h src/ui/canvas.h src/core/text.h src/ui/style.h
src/ui/markdown.h:
src/ui/wrap.h:
src/ui/canvas.h:
src/core/text.h:
src/ui/style.h:
