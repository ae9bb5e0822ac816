build-portable/ui/screen.o: src/ui/screen.c src/ui/screen.h \
 src/core/err.h src/ui/canvas.h src/core/text.h src/ui/style.h
src/ui/screen.h:
src/core/err.h:
src/ui/canvas.h:
src/core/text.h:
src/ui/style.h:
