build-portable/core/map.o: src/core/map.c src/core/map.h src/core/text.h
src/core/map.h:
src/core/text.h:
