build-portable/ui/canvas.o: src/ui/canvas.c src/ui/canvas.h \
 src/core/text.h src/ui/style.h
src/ui/canvas.h:
src/core/text.h:
src/ui/style.h:
