@echo off
rem Two commands, each sets up all that it needs first: "hinge run" and "hinge test".
rem This file only finds a Python that will do; the rest is packaging\bootstrap.py.
setlocal
set "check=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
for %%P in ("py -3" "python" "python3" "py -3.14" "py -3.13" "py -3.12" "py -3.11") do (
    %%~P -c "%check%" >nul 2>nul && (
        %%~P "%~dp0packaging\bootstrap.py" %*
        goto :done
    )
)
echo hinge: Hinge needs Python 3.11 to 3.14; install one from the Microsoft Store or python.org, then run this again. 1>&2
exit /b 1
:done
exit /b %errorlevel%
