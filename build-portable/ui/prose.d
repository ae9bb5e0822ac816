build-portable/ui/prose.o: src/ui/prose.c src/ui/prose.h src/core/text.h \
 src/ui/wrap.h src/ui/canvas.h src/ui/style.h
src/ui/prose.h:
src/core/text.h:
src/ui/wrap.h:
src/ui/canvas.h:
src/ui/style.h:
