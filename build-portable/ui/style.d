build-portable/ui/style.o: src/ui/style.c src/ui/style.h
src/ui/style.h:
