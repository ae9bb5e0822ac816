build-portable/core/procmaps.o: src/core/procmaps.c src/core/procmaps.h \
 src/core/text.h
src/core/procmaps.h:
src/core/text.h:
