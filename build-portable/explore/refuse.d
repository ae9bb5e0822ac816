build-portable/explore/refuse.o: src/explore/refuse.c
