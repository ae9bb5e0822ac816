build-portable/core/kin.o: src/core/kin.c src/core/kin.h src/core/text.h
src/core/kin.h:
src/core/text.h:
