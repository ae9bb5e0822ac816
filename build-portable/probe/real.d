build-portable/probe/real.o: src/probe/real.c src/probe/real.h
src/probe/real.h:
