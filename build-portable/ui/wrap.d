build-portable/ui/wrap.o: src/ui/wrap.c src/ui/wrap.h src/ui/canvas.h \
 src/core/text.h src/ui/style.h
src/ui/wrap.h:
src/ui/canvas.h:
src/core/text.h:
src/ui/style.h:
