; The installer of Hinge for Windows. packaging/build_windows.py calls makensis with:
;   VERSION, FOUR_NUMBERS   1.2 and, as Windows keeps it, 1.2.0.0
;   PAYLOAD                 the folder with hinge-desktop.exe
;   OUTPUT                  the installer to write
;   PICTURES                folder with hinge.ico and side.bmp
;   REMOVAL                 a file with a Delete or RMDir for everything in the payload, written by build_windows.py
;   SIZE_KB, NEEDED_MB      what it takes on the disk, and what must be free before it is begun
;   STUB                    what the installer itself runs as, x86-unicode or amd64-unicode; Hinge is 64-bit either way
;
; For one user, so that no administrator is asked. What was practised lies in another folder, which only the uninstaller
; may delete, when it is told to. Exit codes: 0 done, 1 cancelled, 2 damaged or stopped, 3 Hinge is open, 4 no space,
; 5 this Windows is too old or of 32 bits. A silent run (/S) says why on the standard error.

Unicode true
Target ${STUB}
SetCompressor /SOLID lzma
SetDateSave off
CRCCheck force
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Hinge"
!define PROGRAM "hinge-desktop.exe"
!define OLDEST_BUILD 17763 ; Windows 10, 1809: what Qt needs

Name "Hinge"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Hinge"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation" ; an upgrade goes where the old version is
BrandingText "Hinge ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${FOUR_NUMBERS}"
VIAddVersionKey ProductName "Hinge"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Hinge, a coach for the hip hinge"
VIAddVersionKey CompanyName "The Hinge authors"
VIAddVersionKey LegalCopyright "The Hinge authors, MIT licence"

!define MUI_ICON "${PICTURES}\hinge.ico"
!define MUI_UNICON "${PICTURES}\hinge.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURES}\side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURES}\side.bmp"

!define MUI_WELCOMEPAGE_TITLE "Hinge ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "This puts Hinge on this computer, for you alone; no administrator is needed.$\r$\n$\r$\n\
    If an older Hinge is here, this one takes its place. What you have practised stays as it is.$\r$\n$\r$\n\
    Hinge goes to $INSTDIR."
!define MUI_FINISHPAGE_TITLE "Hinge is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the Start menu."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Start Hinge now"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.AskAboutHistory un.HearAboutHistory
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; ------------------------------------------------------------------------------------------------ saying why not

!macro REFUSE CODE SENTENCE
    ; To the window, or silently to whoever started it.
    ${If} ${Silent}
        System::Call 'kernel32::AttachConsole(i -1)'
        System::Call 'kernel32::GetStdHandle(i -12) p .r9'
        FileWrite $9 "${SENTENCE}$\r$\n"
    ${Else}
        MessageBox MB_OK|MB_ICONINFORMATION "${SENTENCE}"
    ${EndIf}
    SetErrorLevel ${CODE}
    Quit
!macroend

; A program that runs cannot be opened for writing.
!macro WAIT_UNTIL_CLOSED
    ${Do}
        ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
            ${ExitDo}
        ${EndIf}
        ClearErrors
        FileOpen $0 "$INSTDIR\${PROGRAM}" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        ${If} ${Silent}
            !insertmacro REFUSE 3 "Hinge is open: close it, then start this again."
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "Hinge is open. Close it, then choose Retry." IDRETRY +3
        SetErrorLevel 3
        Quit
    ${Loop}
!macroend

; ---------------------------------------------------------------------------------------------------- installing

Function .onInit
    SetRegView 64
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
        !insertmacro REFUSE 5 "Hinge needs Windows 10, version 1809, or a later one; this Windows is older."
    ${EndIf}
    ${IfNot} ${RunningX64}
        !insertmacro REFUSE 5 "Hinge needs a 64-bit Windows; this one has 32 bits."
    ${EndIf}
    ${GetRoot} "$INSTDIR" $1
    ClearErrors
    ${DriveSpace} "$1\" "/D=F /S=M" $0
    ${IfNot} ${Errors}
    ${AndIf} $0 < ${NEEDED_MB}
        !insertmacro REFUSE 4 "Hinge needs ${NEEDED_MB} MB on $1, and $0 MB are free: make some room, then start this again."
    ${EndIf}
FunctionEnd

Section "Hinge"
    !insertmacro WAIT_UNTIL_CLOSED
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ; Takes out exactly what the older version brought, and nothing else. "_?=": wait for it, in its own folder.
        ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
        Delete "$INSTDIR\uninstall.exe"
    ${EndIf}
    SetOutPath "$INSTDIR"
    File /r "${PAYLOAD}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortCut "$SMPROGRAMS\Hinge.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" \
        "Learn and practise the hip hinge"

    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Hinge"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The Hinge authors"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

; ------------------------------------------------------------------------------------------------------ removing

Var practice ; where the history lies
Var named   ; "yes" where the user has named its folder; then it is not ours to delete
Var box
Var wanted

Function un.onInit
    SetRegView 64
    StrCpy $wanted ${BST_UNCHECKED}
    ReadEnvStr $practice HINGE_HOME
    ${If} $practice == ""
        StrCpy $practice "$LOCALAPPDATA\Hinge"
        StrCpy $named "no"
    ${Else}
        StrCpy $named "yes"
    ${EndIf}
FunctionEnd

Function un.AskAboutHistory
    !insertmacro MUI_HEADER_TEXT "Remove Hinge" "The program goes; what you have practised stays, unless you want otherwise."
    nsDialogs::Create 1018
    Pop $0
    ${NSD_CreateLabel} 0 0 100% 40u "Your history and your settings lie in$\r$\n$practice$\r$\nThey stay there, and Hinge finds \
        them again when it is installed again."
    Pop $0
    ${If} $named == "no"
        ${NSD_CreateCheckbox} 0 48u 100% 12u "Delete my history and my settings, too"
        Pop $box
    ${EndIf}
    nsDialogs::Show
FunctionEnd

Function un.HearAboutHistory
    ${If} $named == "yes"
        Return
    ${EndIf}
    ${NSD_GetState} $box $wanted
    ${If} $wanted == ${BST_CHECKED}
        MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
            "Delete every session, every answer and every copy of them in $practice? They do not come back." IDYES +2
        Abort
    ${EndIf}
FunctionEnd

Section "Uninstall"
    !insertmacro WAIT_UNTIL_CLOSED
    SetOutPath "$TEMP"
    ; Only what the installer brought: somebody may keep files of their own there.
    !include "${REMOVAL}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Hinge.lnk"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
    ${If} $wanted == ${BST_CHECKED}
        RMDir /r "$practice"
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/UPGRADE" $1 ; the newer version goes on from here
    ${If} ${Errors}
    ${AndIf} ${Silent}
        System::Call 'kernel32::AttachConsole(i -1)'
        System::Call 'kernel32::GetStdHandle(i -11) p .r9'
        FileWrite $9 "Your history and your settings stay in $practice.$\r$\n"
    ${EndIf}
SectionEnd
