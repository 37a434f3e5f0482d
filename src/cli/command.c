/* command.c - see command.h. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

int gp_command_run(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("goatpath " GP_VERSION);
        return 0;
    }
    return 2;
}
