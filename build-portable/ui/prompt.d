build-portable/ui/prompt.o: src/ui/prompt.c src/ui/prompt.h \
 src/core/err.h src/core/text.h src/ui/screen.h src/ui/canvas.h \
 src/ui/style.h
src/ui/prompt.h:
src/core/err.h:
src/core/text.h:
src/ui/screen.h:
src/ui/canvas.h:
src/ui/style.h:
