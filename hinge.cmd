@echo off
rem Two commands, each sets up all that it needs first: "hinge run" and "hinge test".
rem This file only finds a Python that will do; the rest is packaging\bootstrap.py.
rem No label and no goto: they are not found in every file whose lines end as on Linux.
setlocal
set "check=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
set "found="
for %%P in ("py -3" "python" "python3" "py -3.14" "py -3.13" "py -3.12" "py -3.11") do (
    if not defined found (
        %%~P -c "%check%" >nul 2>nul
        if not errorlevel 1 if errorlevel 0 set "found=%%~P"
    )
)
if not defined found echo hinge: Hinge needs Python 3.11 to 3.14; install one from the Microsoft Store or python.org, then run this again. 1>&2
if not defined found exit /b 1
%found% "%~dp0packaging\bootstrap.py" %*
exit /b %errorlevel%
