/* main.c - hands argv to the command table, returns its exit status. */
#include "cli/command.h"

int main(int argc, char **argv)
{
    return gp_command_run(argc, argv);
}
