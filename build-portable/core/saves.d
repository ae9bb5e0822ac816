build-portable/core/saves.o: src/core/saves.c src/core/saves.h \
 src/core/err.h src/core/text.h src/core/file.h
src/core/saves.h:
src/core/err.h:
src/core/text.h:
src/core/file.h:
